-- What agents have judged, one row per judgement: the first of a case, and the final one upon an appeal.

create table judgement (
  case_id        varchar(32)   not null references after_sales_case (case_id),
  number         integer       not null,
  liability      varchar(20)   not null,
  merchant_share integer,
  remedy         varchar(20)   not null,
  refund_fen     bigint        not null,
  refund_payer   varchar(20),
  voucher_fen    bigint        not null,
  voucher_payer  varchar(20),
  explanation    varchar(2000) not null,
  clause         varchar(20)   not null,
  judged_by      varchar(64)   not null,
  judged_at      timestamp(6) with time zone not null,
  is_final       boolean       not null,
  primary key (case_id, number)
);
