//! Strongly connected components of a graph: which nodes lead back to one another.

/// The component of each node, a component numbered after those that it leads to (Tarjan, with a list for a stack).
pub(crate) fn components(ways: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let (mut index, mut low) = (vec![NONE; ways.len()], vec![0; ways.len()]);
    let mut component = vec![NONE; ways.len()];
    let (mut counter, mut components) = (0, 0);
    let mut path: Vec<usize> = Vec::new();
    for root in 0..ways.len() {
        if index[root] != NONE {
            continue;
        }
        // A node, and which of its ways is next.
        let mut work: Vec<(usize, usize)> = Vec::new();
        let mut enter = Some(root);
        loop {
            if let Some(at) = enter.take() {
                (index[at], low[at]) = (counter, counter);
                counter += 1;
                path.push(at);
                work.push((at, 0));
            }
            let Some((at, next)) = work.last_mut() else {
                break;
            };
            let (at, way) = (*at, *next);
            *next += 1;
            if let Some(to) = ways[at].get(way) {
                if index[*to] == NONE {
                    enter = Some(*to);
                } else if component[*to] == NONE {
                    low[at] = low[at].min(index[*to]);
                }
                continue;
            }
            work.pop();
            if let Some((from, _)) = work.last() {
                low[*from] = low[*from].min(low[at]);
            }
            if low[at] == index[at] {
                while let Some(top) = path.pop() {
                    component[top] = components;
                    if top == at {
                        break;
                    }
                }
                components += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_that_lead_back_to_one_another_are_one() {
        // 0 -> 1 <-> 2 -> 3
        let found = components(&[vec![1], vec![2], vec![1, 3], vec![]]);
        assert_eq!(found[1], found[2]);
        assert!(found[3] < found[1] && found[1] < found[0]);
    }
}
