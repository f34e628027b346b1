/** What profile {@code demo} finds when it starts: orders, merchants with money, and cases in different stages. */
package io.redress.demo;
