/**
 * A study at this site, from the offer to the result. Main path: {@code SiteAgent} hears
 * instructions, {@code OfferDesk} decides on an offer that {@code OfferCheck} judges, {@code
 * StudyWork} starts its cohort, {@code ModelVault} brings the sealed model into memory, {@code
 * StudyRun} runs the cohort, {@code SessionDesk} takes the steps of the sessions. Imports every
 * other agent package; refuses a study that the site's policy, roster approval, canaries or earlier
 * results do not allow.
 */
@NullMarked
package org.fedval.agent.study;

import org.jspecify.annotations.NullMarked;
