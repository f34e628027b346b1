-- A voucher is a debt to its buyer (rulebook 16). What is neither left nor lapsed is redeemed. cause makes a repeated issue a repeat:
-- caseId:voucher:purpose:n
create table voucher (
  voucher_id  varchar(64)  not null primary key,
  cause       varchar(200) not null,
  kind        varchar(40)  not null,
  buyer_id    varchar(64)  not null,
  payer       varchar(20)  not null,
  merchant_id varchar(64),
  amount_fen  bigint       not null,
  left_fen    bigint       not null,
  lapsed_fen  bigint       not null,
  case_id     varchar(64),
  clause      varchar(20)  not null,
  kind_clause varchar(20)  not null,
  issued_at   timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  constraint voucher_is_issued_once_per_cause unique (cause),
  constraint voucher_payer_is_known check (payer in ('merchant', 'platform')),
  constraint voucher_of_a_merchant_names_it check (payer <> 'merchant' or merchant_id is not null),
  constraint voucher_is_worth_something check (amount_fen > 0),
  constraint voucher_never_pays_more_than_its_amount check (left_fen >= 0 and lapsed_fen >= 0 and left_fen + lapsed_fen <= amount_fen)
);
create index voucher_by_buyer on voucher (buyer_id, issued_at);

-- An order paid for with a voucher, whole or in part; released_at says that the order came to nothing. Keys are the shop's.
create table voucher_redemption (
  voucher_id     varchar(64)  not null references voucher (voucher_id),
  number         int          not null,
  order_id       varchar(64)  not null references shop_order (order_id),
  amount_fen     bigint       not null,
  redemption_key varchar(200) not null,
  redeemed_at    timestamp with time zone not null,
  release_key    varchar(200),
  released_at    timestamp with time zone,
  primary key (voucher_id, number),
  constraint voucher_redemption_happens_once_per_key unique (voucher_id, redemption_key),
  constraint voucher_release_happens_once_per_key unique (voucher_id, release_key),
  constraint voucher_redemption_pays_something check (amount_fen > 0)
);
create index voucher_redemption_by_order on voucher_redemption (order_id);
