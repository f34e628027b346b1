-- PI-03, PI-04: the platform steps in. While it does so unasked, the flow that conducted the case stands still, its steps with it.
alter table case_step add column paused_at timestamp with time zone;

-- One row while a case stands still: the flow that goes on when it is handed back, where the case stood, and since when.
create table paused_case (
  case_id             varchar(32) not null primary key,
  process_instance_id varchar(64) not null,
  status              varchar(40) not null,
  paused_at           timestamp with time zone not null
);

-- Every intervention of the platform in a case, for good. process_instance_id: of one that nobody asked for.
create table intervention (
  case_id             varchar(32) not null,
  number              int         not null,
  kind                varchar(16) not null,
  opener              varchar(16) not null,
  opened_by           varchar(64),
  opened_at           timestamp with time zone not null,
  explanation         varchar(500),
  process_instance_id varchar(64),
  closed_at           timestamp with time zone,
  outcome             varchar(16),
  constraint intervention_is_numbered primary key (case_id, number),
  constraint intervention_is_of_a_kind check (kind in ('requested', 'unasked', 'appeal')),
  constraint intervention_is_open_or_has_an_outcome check (
    (closed_at is null and outcome is null)
    or (closed_at is not null and outcome in ('judged', 'handed-back', 'withdrawn', 'settled')))
);
