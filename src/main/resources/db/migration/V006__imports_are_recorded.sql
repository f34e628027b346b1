-- How far an import of orders is, and how it ended; rows_total is null until the file has been checked.
create table order_import (
  import_id      varchar(64)  not null primary key,
  started_by     varchar(64)  not null,
  state          varchar(16)  not null,
  rows_total     int,
  rows_done      int          not null,
  rows_new       int          not null,
  rows_changed   int          not null,
  rows_unchanged int          not null,
  rows_refused   int          not null,
  failure        varchar(500),
  started_at     timestamp with time zone not null,
  updated_at     timestamp with time zone not null
);
create index shop_order_by_time on shop_order (confirmed_at, order_id);
