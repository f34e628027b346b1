-- One row per order snapshot. Amounts are fen; instants are absolute.
create table shop_order (
  order_id                varchar(64)  not null primary key,
  merchant_id             varchar(64)  not null,
  buyer_id                varchar(64)  not null,
  category                varchar(64)  not null,
  item_name               varchar(500) not null,
  quantity                int          not null,
  paid_fen                bigint       not null,
  freight_fen             bigint       not null,
  confirmed_at            timestamp with time zone not null,
  promised_ship_at        timestamp with time zone,
  shipped_at              timestamp with time zone,
  received_at             timestamp with time zone,
  merchant_promised_until timestamp with time zone,
  statutory_until         timestamp with time zone,
  service_labels          varchar(1000) not null,
  remote_region           boolean      not null,
  senior_buyer            boolean      not null,
  updated_at              timestamp with time zone not null,
  constraint shop_order_quantity_is_positive check (quantity > 0),
  constraint shop_order_amounts_are_sane check (paid_fen >= 0 and freight_fen >= 0 and freight_fen <= paid_fen)
);
create index shop_order_by_buyer on shop_order (buyer_id, confirmed_at);
create index shop_order_by_merchant on shop_order (merchant_id, confirmed_at);
