"""The demo edition: its articles, its pictures and the programs that drew them."""
