/**
 * What the two sides quarrel about: files that they put forward as evidence, unchanged, with who brought them and when, and the
 * breaches of a merchant, with what the platform decided about them.
 *
 * <p>Each side sees its own files, agents see all of them. While the platform judges, the sides are heard in rounds; when a round closes, each
 * side sees what the other one has said and shown, pictures without where they were taken. What the rules of another room give the other
 * side to read before, such as the report that a buyer answers, is named by that room.
 */
package io.redress.dispute;
