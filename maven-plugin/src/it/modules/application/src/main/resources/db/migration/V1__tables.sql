CREATE TABLE course (id bigint PRIMARY KEY, title text NOT NULL);
CREATE TABLE app_user (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE enrolment (course_id bigint REFERENCES course, user_id bigint REFERENCES app_user);
