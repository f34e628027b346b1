/**
 * Where goods go: merchants' phones and return addresses, carriers and their tracking numbers, parcels and what is reported about them,
 * and what return freight is reimbursed.
 */
package io.redress.shipment;
