"""The tests. Passwords are hashed for real, but cheaply: a thousand sign-ins must not take a minute."""

from argon2 import PasswordHasher

from portal.accounts import passwords

REAL_COST = passwords._hasher.time_cost, passwords._hasher.memory_cost, passwords._hasher.parallelism
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
