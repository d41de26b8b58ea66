/** Why a program cannot be started. */
export interface ProgramFault {
  /** What was found, as the rest of a sentence about the program. */
  readonly state: string;
  /** What the kernel says. */
  readonly error: string;
  /** Undefined where nothing but having the program helps. */
  readonly fix?: string;
  /** Whether crun starts it all the same, by a shell. */
  readonly isForShell?: boolean;
  /** Whether it may be started after all, as by another user. */
  readonly isDoubtful?: boolean;
}
