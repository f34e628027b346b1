/** Where goods go: merchants' phones and return addresses, and what return freight is reimbursed. */
package io.redress.shipment;
