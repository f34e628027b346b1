-- RR-08: a merchant's standing promise to handle returned goods within so many hours after receipt; null = no promise.
alter table merchant_settings add column promised_hours int;
alter table merchant_settings add constraint merchant_settings_promise_is_kept_within_a_week check (promised_hours between 1 and 168);

-- One row per parcel, by carrier and number, so that one number never serves two cases. case_id is null while only the carrier has told of
-- the parcel; the row is the lock under which it gets its case and its events.
create table shipment (
  carrier          varchar(16) not null,
  tracking_number  varchar(40) not null,
  case_id          varchar(32),
  direction        varchar(16),
  eta_days         int,
  freight_paid_fen bigint,
  sent_at          timestamp with time zone,
  last_event       varchar(16),
  last_event_at    timestamp with time zone,
  received_at      timestamp with time zone,
  primary key (carrier, tracking_number),
  constraint shipment_is_of_a_case_or_waits_for_one check (
    (case_id is null and direction is null and sent_at is null)
    or (case_id is not null and direction in ('return', 'replacement') and sent_at is not null)),
  constraint shipment_freight_is_not_negative check (freight_paid_fen >= 0),
  constraint shipment_arrives_within_60_days check (eta_days between 1 and 60)
);
create index shipment_by_case on shipment (case_id);

-- What carriers reported, each event once.
create table shipment_event (
  carrier         varchar(16) not null,
  tracking_number varchar(40) not null,
  event           varchar(16) not null,
  at              timestamp with time zone not null,
  heard_at        timestamp with time zone not null,
  primary key (carrier, tracking_number, event, at),
  constraint shipment_event_is_of_a_parcel foreign key (carrier, tracking_number) references shipment (carrier, tracking_number)
);

-- The return that a case's merchant agreed to last: the address as it was then, and what the merchant promised with it (ST-06, RR-08).
-- handle_from and handle_by are set when the goods have arrived, broken_at when they were not handled in that time.
create table agreed_return (
  case_id        varchar(32)  not null primary key,
  street         varchar(500) not null,
  receiver       varchar(100) not null,
  phone          varchar(32)  not null,
  given_at       timestamp with time zone not null,
  promised_hours int,
  handle_from    timestamp with time zone,
  handle_by      timestamp with time zone,
  broken_at      timestamp with time zone
);
