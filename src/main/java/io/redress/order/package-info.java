/**
 * What was bought: snapshots of orders as the shop's records have them (GN-06), pushed one by one or imported from the merchant
 * back-office's export.
 */
package io.redress.order;
