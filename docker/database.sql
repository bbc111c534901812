-- What PostgreSQL's image does when it makes its cluster: a role that is no superuser, and its database.
CREATE ROLE proeftuin LOGIN CREATEROLE;
CREATE DATABASE proeftuin OWNER proeftuin;
