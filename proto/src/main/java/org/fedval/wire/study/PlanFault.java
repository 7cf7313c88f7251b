package org.fedval.wire.study;

/**
 * Something in a plan that cannot stand.
 *
 * @param pointer JSON pointer of the place
 * @param text a sentence that says what and what to do
 */
record PlanFault(String pointer, String text) {}
