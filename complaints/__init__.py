"""The business: people, complaints, money, clocks."""
