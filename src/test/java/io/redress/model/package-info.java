/**
 * Rules for what process owners edit: diagrams, forms, decision tables and element templates. Every rule is proven twice: the
 * project keeps it, and a sample that breaks it is found. A failure is a sentence that says where, what and what to do instead.
 */
package io.redress.model;
