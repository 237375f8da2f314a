"""The JSON face of the house: filing, reading and adding for other programs (contract.md, API v1)."""
