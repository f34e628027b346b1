/**
 * What the two sides put forward when they disagree: files as evidence, unchanged, with who brought them and when.
 *
 * <p>Each side sees its own files, agents see all of them.
 */
package io.redress.dispute;
