-- The database and who works on it, made once by a superuser: psql --file deploy/roles.sql, with both passwords in the environment.
-- What the service may do there is said by `dateline migrate --grant dateline_service`, as the owner.
\getenv owner_password OWNER_PASSWORD
\getenv service_password SERVICE_PASSWORD

create role dateline_owner login password :'owner_password';
create role dateline_service login password :'service_password';
create database dateline owner dateline_owner encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8' template template0;
revoke all on database dateline from public;
grant connect on database dateline to dateline_service;
