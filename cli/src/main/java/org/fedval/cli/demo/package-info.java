/**
 * The demo: a whole federation on one machine. Main path: {@code SyntheticHospitals} to {@code
 * DemoModel}, whose specification and study plan are the resources {@code demo/model-spec.yaml} and
 * {@code demo/study.yaml}. May import everything of Fedval. The model is a teaching device for
 * synthetic pictures; it refuses nothing and knows nothing of real radiographs.
 */
@NullMarked
package org.fedval.cli.demo;

import org.jspecify.annotations.NullMarked;
