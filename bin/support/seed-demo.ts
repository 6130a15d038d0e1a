// Gives the demo the payment methods that its customers already have: the classic payment accounts
// in Splynx. Runs once, after the tables are made and before anybody can log in.
