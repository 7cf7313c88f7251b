package org.fedval.agent.study;

/**
 * This site's studies, by what is done with them.
 *
 * @param offers which ones this site takes part in
 * @param active those, and how its part in one ends
 * @param work their cohorts, and the steps that wait for the numbers
 * @param withdrawals which ones it leaves before its vote
 */
record StudyBook(OfferDesk offers, ActiveStudies active, StudyWork work, Withdrawals withdrawals) {
  static StudyBook of(
      SiteAgent.Parts parts,
      OfferCheck check,
      RosterDesk rosters,
      Governance people,
      Replies replies,
      StatusBoard status,
      AgentThreads threads) {
    StudyRemains remains = new StudyRemains(parts.state(), status);
    ActiveStudies active =
        new ActiveStudies(parts, remains, people, replies, status, threads.steps());
    StudyWork work =
        new StudyWork(
            active,
            new CohortPass(parts, status, people),
            people.hold(),
            threads.steps(),
            threads.cohorts());
    Withdrawals withdrawals = new Withdrawals(parts, active, remains, status);
    OfferDesk offers =
        new OfferDesk(
            parts.state(), check, rosters, active, work, withdrawals, people, replies, status);
    return new StudyBook(offers, active, work, withdrawals);
  }
}
