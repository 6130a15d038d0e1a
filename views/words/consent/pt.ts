import type { ConsentWords } from './en.ts'

export const pt: ConsentWords = {
  card: 'Concordo que este cartão seja salvo e cobrado por minhas futuras faturas no vencimento, cada vez pelo valor da fatura. Posso encerrar isso a qualquer momento removendo o cartão em Formas de pagamento.',
  bank: 'Autorizo débitos eletrônicos (ACH) nesta conta bancária por minhas futuras faturas no vencimento, cada vez pelo valor da fatura. Isso vale até que eu remova a conta em Formas de pagamento, o que posso fazer a qualquer momento.',
  once: 'Ao pressionar o botão, você autoriza um único débito eletrônico (ACH) deste valor nesta conta bancária.',
  phone:
    'O cliente concorda por telefone que este cartão seja salvo e cobrado por suas futuras faturas no vencimento, cada vez pelo valor da fatura. Ele pode encerrar isso a qualquer momento removendo o cartão em Formas de pagamento.',
}
