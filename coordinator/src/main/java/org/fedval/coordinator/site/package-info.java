/**
 * Who may take part: {@code Enrolment} burns tokens and issues certificates, {@code RosterBook}
 * publishes signed roster versions. Imports the store and the certificate authority; refuses
 * whatever is not signed by the key it names.
 */
@NullMarked
package org.fedval.coordinator.site;

import org.jspecify.annotations.NullMarked;
