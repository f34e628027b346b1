/**
 * Detection reports: who may issue them, and whether one is what its merchant says it is (RP-12).
 *
 * <p>Reports come from people who may want to deceive. They are read within limits, and nothing in them is run.
 */
package io.redress.repair;
