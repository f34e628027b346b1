-- Until when a merchant promised after-sales for an order, where and when (RP-05). A promise that was made stays: rows are only added,
-- and shop_order.merchant_promised_until is the latest of them. made_at of what an order's snapshot itself says is when it first said so.
create table order_promise (
  promise_id     bigint generated always as identity primary key,
  order_id       varchar(64)  not null references shop_order (order_id),
  source         varchar(40)  not null,
  made_at        timestamp with time zone not null,
  promised_until timestamp with time zone not null,
  note           varchar(500),
  recorded_at    timestamp with time zone not null,
  recorded_by    varchar(64),
  constraint order_promise_is_kept_once unique (order_id, source, made_at, promised_until)
);
insert into order_promise (order_id, source, made_at, promised_until, recorded_at)
  select order_id, 'order', updated_at, merchant_promised_until, updated_at from shop_order where merchant_promised_until is not null;
