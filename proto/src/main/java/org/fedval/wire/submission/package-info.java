/**
 * A signed study as one file, and the roster that it is signed for as another, so that a vendor can
 * seal and sign on a computer without a network. Main path: {@code RosterFile} (what to sign for)
 * to {@code StudyPackage} (what was signed) to {@code StudyPackageFile} (the bytes). May import the
 * generated messages and {@code wire.session}. Refuses a damaged or over-long head before it is
 * parsed; believes no signature, which is for whoever takes the study.
 */
@NullMarked
package org.fedval.wire.submission;

import org.jspecify.annotations.NullMarked;
