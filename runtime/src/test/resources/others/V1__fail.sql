SET lock_timeout = '7min';
SELECT 1 / 0;
