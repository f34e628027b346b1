package io.redress.shipment;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps merchants' settings (ST-01). */
@Service
public class MerchantDirectory {

  private final JdbcClient database;
  private final Clock clock;
  private final TransactionTemplate savepoint;

  MerchantDirectory(JdbcClient database, Clock clock, PlatformTransactionManager transactions) {
    this.database = database;
    this.clock = clock;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** The merchant's settings; {@link MerchantSettings#none} when it has given none. */
  @Transactional(readOnly = true)
  public MerchantSettings of(String merchantId) {
    return of(List.of(merchantId)).get(merchantId);
  }

  /** The settings of these merchants by id; {@link MerchantSettings#none} of whoever has given none. */
  @Transactional(readOnly = true)
  public Map<String, MerchantSettings> of(Collection<String> merchantIds) {
    var settings = new HashMap<String, MerchantSettings>();
    if (merchantIds.isEmpty()) {
      return settings;
    }
    var addresses = new HashMap<String, List<ReturnAddress>>();
    database.sql("""
            select merchant_id, address_id, street, receiver, phone, is_default from return_address where merchant_id in (:merchants)
            order by position""")
        .param("merchants", merchantIds)
        .query(row -> {
          addresses.computeIfAbsent(row.getString("merchant_id"), none -> new ArrayList<>()).add(new ReturnAddress(
              row.getString("address_id"), row.getString("street"), row.getString("receiver"), row.getString("phone"),
              row.getBoolean("is_default")));
        });
    database.sql("select merchant_id, landline, mobile, promised_hours from merchant_settings where merchant_id in (:merchants)")
        .param("merchants", merchantIds)
        .query(row -> {
          var merchantId = row.getString("merchant_id");
          settings.put(merchantId, new MerchantSettings(merchantId, row.getString("landline"), row.getString("mobile"),
              addresses.getOrDefault(merchantId, List.of()), row.getObject("promised_hours", Integer.class)));
        });
    merchantIds.forEach(merchantId -> settings.computeIfAbsent(merchantId, MerchantSettings::none));
    return settings;
  }

  /** Whether this merchant has given settings. */
  public boolean isKnown(String merchantId) {
    return database.sql("select count(*) from merchant_settings where merchant_id = ?").param(merchantId).query(Integer.class).single() > 0;
  }

  /**
   * Replaces a merchant's settings as a whole. An address without an id is new; one that is left out is deleted.
   *
   * @return the settings as they are kept, each address with its id
   * @throws io.redress.Refused a value breaks a rule; nothing is changed
   */
  @Transactional
  public MerchantSettings replace(MerchantSettings settings) {
    var merchantId = settings.merchantId();
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!locked(merchantId)) {
      settings.check(MerchantSettings.none(merchantId));
      try {
        savepoint.executeWithoutResult(status ->
            database.sql("insert into merchant_settings (merchant_id, landline, mobile, updated_at) values (?, ?, ?, ?)")
                .params(merchantId, settings.landline(), settings.mobile(), now).update());
      } catch (DuplicateKeyException e) {
        locked(merchantId);
      }
    }
    settings.check(of(merchantId));
    database.sql("update merchant_settings set landline = ?, mobile = ?, promised_hours = ?, updated_at = ? where merchant_id = ?")
        .params(settings.landline(), settings.mobile(), settings.promisedHours(), now, merchantId).update();
    database.sql("delete from return_address where merchant_id = ?").param(merchantId).update();
    int position = 0;
    for (var address : settings.returnAddresses()) {
      database.sql("""
              insert into return_address (merchant_id, address_id, position, street, receiver, phone, is_default, default_of)
              values (?, ?, ?, ?, ?, ?, ?, ?)""")
          .params(merchantId, address.addressId() == null ? UUID.randomUUID().toString() : address.addressId(), ++position,
              address.street(), address.receiver(), address.phone(), address.isDefault(), address.isDefault() ? merchantId : null)
          .update();
    }
    return of(merchantId);
  }

  private boolean locked(String merchantId) {
    List<String> row = database.sql("select merchant_id from merchant_settings where merchant_id = ? for update")
        .param(merchantId).query(String.class).list();
    return !row.isEmpty();
  }
}
