import { beforeEach } from 'vitest'
import { startAnew } from './anew.ts'

// Runs for each test file, also where files share a process and what they import is there already.
beforeEach(startAnew)
