-- Small pictures of pictures, beside the files and never changed either. What was put forward before has none. One fits into a row: H2 takes a
-- megabyte as bytea.
alter table evidence add column has_preview boolean default false not null;

create table evidence_preview (
  evidence_id varchar(36) not null primary key,
  bytes       bytea       not null,
  constraint evidence_preview_is_of_evidence foreign key (evidence_id) references evidence (evidence_id)
);
