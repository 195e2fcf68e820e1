/** The next step, drawn from a history that fast-check generates and can shrink. */
export class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  get left(): boolean {
    return this.#next < this.#numbers.length;
  }

  /** An integer in [0, n). After the history's end each follows in turn, so that none is starved. */
  below(n: number): number {
    const number = this.#numbers[this.#next] ?? this.#next;
    this.#next += 1;
    return number % n;
  }

  of<T>(options: readonly T[]): T {
    return options[this.below(options.length)]!;
  }
}
