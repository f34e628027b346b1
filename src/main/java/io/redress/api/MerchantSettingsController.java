package io.redress.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.money.Accounts;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import io.redress.shipment.ReturnAddress;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A merchant's after-sales settings: phones and return addresses (ST-01), and what the merchant promises beyond the rules (RR-08). */
@RestController
@RequestMapping("/api/merchants/{merchantId}/settings")
class MerchantSettingsController {

  private final MerchantDirectory directory;
  private final Accounts accounts;

  MerchantSettingsController(MerchantDirectory directory, Accounts accounts) {
    this.directory = directory;
    this.accounts = accounts;
  }

  /**
   * @param promisedHours within how many hours after receipt returned goods are handled; null = no promise
   * @param complete false until everything is there that must be filled in first (ST-02); ignored when sent
   */
  record SettingsView(String merchantId, Phones phones, List<Address> returnAddresses,
      @JsonDeserialize(using = Strict.Whole.class) Integer promisedHours, Boolean complete) {}

  record Phones(@JsonDeserialize(using = Strict.Text.class) String landline, @JsonDeserialize(using = Strict.Text.class) String mobile) {}

  record Address(
      @JsonDeserialize(using = Strict.Text.class) String addressId,
      @JsonDeserialize(using = Strict.Text.class) String street,
      @JsonDeserialize(using = Strict.Text.class) String receiver,
      @JsonDeserialize(using = Strict.Text.class) String phone,
      @JsonProperty("default") boolean isDefault) {}

  @GetMapping
  SettingsView settings(@PathVariable String merchantId, Caller caller) {
    mayTouch(caller, merchantId);
    return view(directory.of(merchantId));
  }

  @PutMapping
  SettingsView replace(@PathVariable String merchantId, @RequestBody SettingsView wanted, Caller caller) {
    mayTouch(caller, merchantId);
    if (wanted.merchantId() != null && !wanted.merchantId().equals(merchantId)) {
      throw Refused.invalid("merchantId", null, "is that of the address, or left out", "须与网址中的一致，或不填写");
    }
    var phones = wanted.phones() == null ? new Phones(null, null) : wanted.phones();
    var addresses = wanted.returnAddresses() == null ? List.<Address>of() : wanted.returnAddresses();
    if (addresses.stream().anyMatch(address -> address == null)) {
      throw Refused.invalid("returnAddresses", "ST-05", "an address is an object", "每个地址须为一个对象");
    }
    return view(directory.replace(new MerchantSettings(merchantId, given(phones.landline()), given(phones.mobile()),
        addresses.stream().map(a -> new ReturnAddress(given(a.addressId()), given(a.street()), given(a.receiver()), given(a.phone()),
            a.isDefault())).toList(), wanted.promisedHours())));
  }

  private void mayTouch(Caller caller, String merchantId) {
    Merchants.mayBeSeen(caller, merchantId, Role.AGENT, Role.SUPERVISOR);
    if (!merchantId.equals(caller.merchantId()) && !directory.isKnown(merchantId) && !accounts.isKnown(merchantId)) {
      throw Refused.notFound("merchant", merchantId);
    }
  }

  private static String given(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static SettingsView view(MerchantSettings settings) {
    return new SettingsView(settings.merchantId(), new Phones(settings.landline(), settings.mobile()),
        settings.returnAddresses().stream()
            .map(a -> new Address(a.addressId(), a.street(), a.receiver(), a.phone(), a.isDefault())).toList(),
        settings.promisedHours(), settings.isComplete());
  }
}
