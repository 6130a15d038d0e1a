import { renderSVG } from 'uqr'

/**
 * An address as a picture for a phone's camera: black on white whatever the page looks like, with the
 * quiet margin that scanners want, and readable with a seventh of it smudged.
 */
export const qrSvg = (address: string): string =>
  renderSVG(address, { ecc: 'M', border: 4, pixelSize: 8 })
