package io.redress.shipment;

import io.redress.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a merchant is reached after the sale and where its goods go back to (ST-01 to ST-07).
 *
 * @param landline null = none; at least one of the two phones (ST-03)
 * @param mobile null = none
 * @param returnAddresses at least one, exactly one of them the default (ST-05, ST-06); empty only before the first settings
 * @param promisedHours within how many hours after receipt the merchant promises to handle returned goods, 1 to 168; null = no promise
 *     beyond the rules (RR-08)
 */
public record MerchantSettings(String merchantId, String landline, String mobile, List<ReturnAddress> returnAddresses, Integer promisedHours) {

  static final int MOST_ADDRESSES = 50;
  static final int LONGEST_PROMISE = 168;
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{3,30}[0-9]");
  private static final Pattern ADDRESS_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public MerchantSettings {
    returnAddresses = returnAddresses == null ? List.of() : List.copyOf(returnAddresses);
  }

  /** Settings without a promise. */
  public MerchantSettings(String merchantId, String landline, String mobile, List<ReturnAddress> returnAddresses) {
    this(merchantId, landline, mobile, returnAddresses, null);
  }

  /** Settings of a merchant that has not given any. */
  public static MerchantSettings none(String merchantId) {
    return new MerchantSettings(merchantId, null, null, List.of());
  }

  /** Whether everything is there that a merchant must fill in before anything else (ST-02). */
  public boolean isComplete() {
    return (landline != null || mobile != null) && defaultAddress().isPresent();
  }

  /** Where goods go unless the merchant names another address (ST-06). */
  public Optional<ReturnAddress> defaultAddress() {
    return returnAddresses.stream().filter(ReturnAddress::isDefault).findFirst();
  }

  /** The number under which buyers reach the merchant, a mobile one first (ST-04); null before the first settings. */
  public String phone() {
    return mobile != null ? mobile : landline;
  }

  public Optional<ReturnAddress> address(String addressId) {
    return returnAddresses.stream().filter(address -> address.addressId().equals(addressId)).findFirst();
  }

  /** Throws {@link Refused} with one entry per value that breaks a rule. */
  void check(MerchantSettings before) {
    var wrong = new ArrayList<Refused.Field>();
    if (landline == null && mobile == null) {
      wrong.add(new Refused.Field("phones", "a landline or a mobile number is needed", "请填写座机或手机号码", "ST-03"));
    }
    checkPhone(wrong, "phones.landline", landline, "ST-03");
    checkPhone(wrong, "phones.mobile", mobile, "ST-03");
    if (promisedHours != null && (promisedHours < 1 || promisedHours > LONGEST_PROMISE)) {
      wrong.add(new Refused.Field("promisedHours", "1 to " + LONGEST_PROMISE + " hours, or nothing for no promise",
          "请填写 1 至 " + LONGEST_PROMISE + " 小时，不承诺则留空", "RR-08"));
    }
    if (returnAddresses.isEmpty()) {
      wrong.add(new Refused.Field("returnAddresses", "at least one return address is needed", "至少需要一个退货地址", "ST-05"));
    } else if (returnAddresses.size() > MOST_ADDRESSES) {
      wrong.add(new Refused.Field("returnAddresses", "at most " + MOST_ADDRESSES + " addresses", "最多 " + MOST_ADDRESSES + " 个地址", null));
    } else {
      checkAddresses(wrong, before);
    }
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
  }

  private void checkAddresses(List<Refused.Field> wrong, MerchantSettings before) {
    var ids = new HashSet<String>();
    for (int i = 0; i < returnAddresses.size(); i++) {
      var address = returnAddresses.get(i);
      var where = "returnAddresses[" + i + "].";
      checkText(wrong, where + "street", address.street(), 500);
      checkText(wrong, where + "receiver", address.receiver(), 100);
      if (address.phone() == null) {
        wrong.add(new Refused.Field(where + "phone", "is needed", "必填", "ST-05"));
      }
      checkPhone(wrong, where + "phone", address.phone(), "ST-05");
      var id = address.addressId();
      if (id != null && !ADDRESS_ID.matcher(id).matches()) {
        wrong.add(new Refused.Field(where + "addressId", "1 to 64 letters, digits and hyphens", "1 至 64 个字母、数字或连字符", null));
      } else if (id != null && !ids.add(id)) {
        wrong.add(new Refused.Field(where + "addressId", "occurs twice", "重复出现", null));
      }
    }
    var defaults = returnAddresses.stream().filter(ReturnAddress::isDefault).count();
    var oldDefault = before.defaultAddress().map(ReturnAddress::addressId);
    if (defaults == 0 && oldDefault.isPresent() && !ids.contains(oldDefault.get())) {
      wrong.add(new Refused.Field("returnAddresses", "the default address cannot be deleted; make another one the default",
          "默认地址不能删除，请先将其他地址设为默认", "ST-07"));
    } else if (defaults != 1) {
      wrong.add(new Refused.Field("returnAddresses", "exactly one address is the default", "必须且只能有一个默认地址", "ST-06"));
    }
  }

  private static void checkPhone(List<Refused.Field> wrong, String field, String phone, String clause) {
    if (phone != null && !PHONE.matcher(phone).matches()) {
      wrong.add(new Refused.Field(field, "5 to 32 digits, blanks, hyphens or brackets, such as 021-5555 0101",
          "5 至 32 位数字、空格、连字符或括号，例如 021-5555 0101", clause));
    }
  }

  private static void checkText(List<Refused.Field> wrong, String field, String text, int longest) {
    if (text == null || text.isBlank()) {
      wrong.add(new Refused.Field(field, "is needed", "必填", "ST-05"));
    } else if (text.length() > longest) {
      wrong.add(new Refused.Field(field, "at most " + longest + " characters", "最多 " + longest + " 个字", null));
    }
  }
}
