-- Rounds in which the platform asks one or both sides for evidence (PI-09). closed_at is null while a round is open; it stays so when the
-- intervention ends before. question is what an agent asked, null = nothing in particular.
create table evidence_round (
  case_id       varchar(32) not null references after_sales_case (case_id),
  number        int         not null,
  asks_buyer    boolean     not null,
  asks_merchant boolean     not null,
  question      varchar(500),
  opened_at     timestamp with time zone not null,
  closed_at     timestamp with time zone,
  primary key (case_id, number)
);

-- What a side said in a round. Rows are added and never changed.
create table evidence_statement (
  case_id     varchar(32)  not null,
  number      int          not null,
  side        varchar(16)  not null,
  statement   varchar(500) not null,
  stated_by   varchar(64),
  acting_user varchar(64),
  stated_at   timestamp with time zone not null,
  primary key (case_id, number, side),
  constraint evidence_statement_is_of_a_round foreign key (case_id, number) references evidence_round (case_id, number),
  constraint evidence_statement_is_of_a_side check (side in ('buyer', 'merchant'))
);

-- The files that a statement names as its proof.
create table evidence_statement_file (
  case_id     varchar(32) not null,
  number      int         not null,
  side        varchar(16) not null,
  evidence_id varchar(36) not null references evidence (evidence_id),
  primary key (case_id, number, side, evidence_id),
  constraint evidence_statement_file_is_of_a_statement foreign key (case_id, number, side) references evidence_statement (case_id, number, side)
);
