-- A complaint to the service desk (CD-01): about an order, with or without a case. What it came to is decided once; the steps and the
-- timeline are those of case_step and timeline_entry, under the complaint's own number.
create table complaint (
  complaint_id       varchar(32)  not null primary key,
  order_id           varchar(64)  not null references shop_order (order_id),
  case_id            varchar(32)  references after_sales_case (case_id),
  merchant_id        varchar(64)  not null,
  buyer_id           varchar(64)  not null,
  subject            varchar(100) not null,
  description        varchar(500) not null,
  status             varchar(16)  not null,
  idempotency_key    varchar(200),
  opened_at          timestamp with time zone not null,
  decided_at         timestamp with time zone,
  reply              varchar(500),
  liable_party       varchar(16),
  service_partner_id varchar(80),
  amount_fen         bigint,
  constraint complaint_opened_once unique (buyer_id, idempotency_key),
  constraint complaint_status_is_known check (status in ('opened', 'accepted', 'upheld', 'not-upheld', 'rejected')),
  constraint complaint_upheld_says_what check (status <> 'upheld' or (liable_party is not null and amount_fen > 0))
);
create index complaint_by_order on complaint (order_id);
create index complaint_by_buyer on complaint (buyer_id, opened_at);
create index complaint_by_merchant on complaint (merchant_id, opened_at);
create index complaint_by_time on complaint (opened_at);

-- What the platform pays first for an upheld complaint (CD-04), numbered for itself: complaintId:compensation:1
alter table refund drop constraint refund_purpose_is_known;
alter table refund add constraint refund_purpose_is_known check (purpose in ('refund', 'freight', 'compensation'));

-- Service partners give a deposit and owe like merchants (CD-05).
alter table account add constraint account_partner_deposit_is_not_negative check (kind <> 'partner-deposit' or balance_fen >= 0);
alter table account add constraint account_partner_receivable_is_a_debt check (kind <> 'partner-receivable' or balance_fen <= 0);
