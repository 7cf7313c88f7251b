/**
 * What a hospital keeps of a study for its own people: the plan and the counted cases, so that they
 * can see their own results when the study is over. Main path: {@code OwnStudy} to {@code
 * OwnStudies}. May import {@code vault} and {@code cases}; sends nothing and computes nothing.
 */
@NullMarked
package org.fedval.agent.results;

import org.jspecify.annotations.NullMarked;
