-- ST-01: how a merchant is reached, and where returned goods go.
create table merchant_settings (
  merchant_id varchar(64) not null primary key,
  landline    varchar(32),
  mobile      varchar(32),
  updated_at  timestamp with time zone not null,
  constraint merchant_settings_have_a_phone check (landline is not null or mobile is not null)
);

create table return_address (
  merchant_id varchar(64)  not null references merchant_settings (merchant_id),
  address_id  varchar(64)  not null,
  position    int          not null,
  street      varchar(500) not null,
  receiver    varchar(100) not null,
  phone       varchar(32)  not null,
  is_default  boolean      not null,
  -- the merchant's id on the default address, null on all others: unique means at most one default (ST-06)
  default_of  varchar(64),
  primary key (merchant_id, address_id),
  constraint return_address_default_is_marked check ((is_default and default_of is not null) or (not is_default and default_of is null)),
  constraint return_address_has_one_default unique (default_of)
);
