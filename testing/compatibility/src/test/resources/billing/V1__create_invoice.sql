CREATE SCHEMA billing;
CREATE TABLE billing.invoice (number bigint NOT NULL);
