/**
 * What a hospital gets back: its own results of a study beside the published ones, for its own
 * people. Main path: {@code OwnResults} with a {@code PublishedReport} to {@code HospitalText} or
 * {@code HospitalJson}. May import the results of {@code evaluation} and the readers of {@code
 * coordinator.report}; sends nothing.
 */
@NullMarked
package org.fedval.cli.hospital;

import org.jspecify.annotations.NullMarked;
