"""Proves or strikes every number in any prose against figures. Imports domain only."""
