package io.redress.shipment;

/**
 * Where a merchant takes returned goods (ST-05).
 *
 * @param addressId unique within the merchant; null = a new address that gets an id
 * @param isDefault used when the merchant names no other (ST-06)
 */
public record ReturnAddress(String addressId, String street, String receiver, String phone, boolean isDefault) {}
