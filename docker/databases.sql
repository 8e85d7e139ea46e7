-- Run once, by the superuser, when the database's volume is empty.
-- Two owners, two databases: the dialogue cannot read what the app keeps.
\getenv app_password DATABASE_PASSWORD
\getenv tracker_password FAWEN_TRACKER_PASSWORD

CREATE ROLE fawen LOGIN PASSWORD :'app_password';
CREATE DATABASE fawen OWNER fawen;
REVOKE CONNECT ON DATABASE fawen FROM PUBLIC;

CREATE ROLE trackers LOGIN PASSWORD :'tracker_password';
CREATE DATABASE trackers OWNER trackers;
REVOKE CONNECT ON DATABASE trackers FROM PUBLIC;
