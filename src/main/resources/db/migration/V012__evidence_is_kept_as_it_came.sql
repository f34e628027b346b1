-- What the two sides and the platform put forward in a case. Rows are added and never changed. number counts the files of one side of a
-- case, so that two uploads at the same moment cannot both be its last one.
create table evidence (
  evidence_id varchar(36)  not null primary key,
  case_id     varchar(32)  not null,
  side        varchar(16)  not null,
  number      int          not null,
  uploaded_by varchar(64)  not null,
  acting_user varchar(64),
  file_name   varchar(200) not null,
  media_type  varchar(64)  not null,
  size_bytes  bigint       not null,
  sha256      char(64)     not null,
  uploaded_at timestamp with time zone not null,
  constraint evidence_is_of_a_side check (side in ('buyer', 'merchant', 'agent')),
  constraint evidence_has_at_most_20_files_a_side check (number between 1 and 20),
  constraint evidence_has_at_most_20_megabytes check (size_bytes between 1 and 20971520),
  constraint evidence_is_counted_once unique (case_id, side, number),
  constraint evidence_is_kept_once_a_side unique (case_id, side, sha256)
);

-- The files themselves, in pieces, because no type for a long row of bytes has the same name everywhere.
create table evidence_piece (
  evidence_id varchar(36) not null,
  position    int         not null,
  bytes       bytea       not null,
  primary key (evidence_id, position),
  constraint evidence_piece_is_of_evidence foreign key (evidence_id) references evidence (evidence_id)
);
